"""What an offence is in law, on the day it was committed: crime or not, how grave, of what sort."""
