"""1. What was said: reports, whole and unchanged, each with who said it and where it was read."""

from trucekeeper.report.report import CarriedBy, Report, amount, figure_report, metric, publisher, row_report

__all__ = ["CarriedBy", "Report", "amount", "figure_report", "metric", "publisher", "row_report"]
