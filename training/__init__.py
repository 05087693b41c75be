"""What `make train` runs: it fits the models of `knowledge/models` anew. Nobody needs it to use them."""
