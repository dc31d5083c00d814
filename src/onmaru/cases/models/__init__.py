from onmaru.cases.models.export import CaseExport as CaseExport
