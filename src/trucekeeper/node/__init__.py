"""The running node: a Django project around the ledger of a case, with its database, its worker and its screens."""
