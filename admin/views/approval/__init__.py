"""What one person proposed and another confirms: one section of the menu."""
