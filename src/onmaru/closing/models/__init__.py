from onmaru.closing.models.habit import Habit as Habit
from onmaru.closing.models.question import Question as Question
from onmaru.closing.models.text import QuestionText as QuestionText
