// The screens.
