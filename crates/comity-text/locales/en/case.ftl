# The words of the case commands.
