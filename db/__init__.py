"""The encrypted store: tables, queries, transactions, audit, keys, migrations. Imports nothing of ours."""
