"""The workbook and the tables of tools as spreadsheets."""
