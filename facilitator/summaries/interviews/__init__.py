"""The report of a study by interviews: method, chart, quotations, agreement and typology."""
