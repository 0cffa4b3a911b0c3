"""Villages and counties: where people live, what differs between counties, standards of assistance."""
