"""How long the data about each offence may be kept, and why: Wjsg art. 4 and 6, Bjsg art. 7."""
