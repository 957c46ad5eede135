"""SQLite that owns up to less, as Django's back-ends for domestic databases do.

Source: features.py of dmDjango 3.0.10 and gaussdb-django 5.2.1.
"""

from django.db.backends.sqlite3 import base, features


class DatabaseFeatures(features.DatabaseFeatures):
    supports_partial_indexes = False
    supports_expression_indexes = False
    supports_covering_indexes = False
    supports_index_on_text_field = False
    supports_nullable_unique_constraints = False
    supports_partially_nullable_unique_constraints = False
    supports_nulls_distinct_unique_constraints = False
    supports_deferrable_unique_constraints = False
    can_defer_constraint_checks = False
    supports_ignore_conflicts = False
    supports_update_conflicts = False
    supports_update_conflicts_with_target = False
    supports_aggregate_filter_clause = False
    supports_json_negative_indexing = False
    can_return_columns_from_insert = False
    can_return_rows_from_bulk_insert = False
    uppercases_column_names = True


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
