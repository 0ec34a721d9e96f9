"""The words of the command line, a module a group of commands: names, options, help. Nothing is done here."""
