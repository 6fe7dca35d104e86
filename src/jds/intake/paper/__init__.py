"""What comes by paper, courier, e-mail or telephone: registered, entered, or returned."""
