"""How Korean dates are written, where Django's own way is not how anybody writes them: 오후 stands before the hour."""

DATETIME_FORMAT = "Y년 n월 j일 A g:i"
SHORT_DATE_FORMAT = "Y. n. j."
SHORT_DATETIME_FORMAT = "Y. n. j. A g:i"
