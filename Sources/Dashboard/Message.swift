import Intake
import Store
import TextUI

/// Everything that can happen to the model. Nothing else changes it.
package enum Message: Sendable {
  /// What the intake thread handed over, in order. Only the store takes it in: figures move with
  /// the next tick.
  case delivered([Delivery])
  /// Time went on: bring what is seen up to date.
  case tick(Timestamp)
  case key(Key)
  case mouse(Mouse)
  case resized(Size)
  /// What became of a file that was asked for.
  case exported(ExportFile, ExportOutcome)
}

/// What the model asks of the program around it.
package enum Effect: Hashable, Sendable {
  case quit
  case suspend
  /// Paint every cell anew, whatever the terminal is believed to show.
  case redraw
  /// Put text on the clipboard, by OSC 52.
  case copy(String)
  /// Write a file into the working directory, never over another one, and report back.
  case export(ExportFile)
}
