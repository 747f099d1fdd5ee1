"""The workbook as a spreadsheet."""
