"""What fits the models of knowledge/models anew; no part of the program."""
