import Foundation

/// One run of the built `stats-top` without a terminal.
func runProgram(_ arguments: [String], input: String = "") throws -> Command {
  try Command(Repository.program.path, arguments, input: input)
}
