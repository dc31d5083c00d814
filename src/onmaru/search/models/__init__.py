from onmaru.search.models.census import Census as Census
from onmaru.search.models.census import Share as Share
from onmaru.search.models.entry import Entry as Entry
from onmaru.search.models.progress import Progress as Progress
from onmaru.search.models.word import Word as Word
