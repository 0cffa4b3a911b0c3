"""The close of a statistical month: counties submit, cities check, the province locks; later moves are restatements."""
