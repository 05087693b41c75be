"""The words that every stage speaks: actors, places, times, quantities, markings, grades, texts and cited sentences.

Nothing here knows a case, a stage or a store.
"""
