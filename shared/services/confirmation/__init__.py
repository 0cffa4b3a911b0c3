"""A second person for what begins or ends money or rights: proposed by one, in force when another has confirmed."""
