"""The store: the embedded server, connections and transactions, migrations, named queries."""
