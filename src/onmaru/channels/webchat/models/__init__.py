from onmaru.channels.webchat.models.chat import Chat as Chat
from onmaru.channels.webchat.models.line import Line as Line
from onmaru.channels.webchat.models.session import Session as Session
from onmaru.channels.webchat.models.upload import Upload as Upload
from onmaru.channels.webchat.models.visitor import Visitor as Visitor
from onmaru.channels.webchat.models.whereabouts import Whereabouts as Whereabouts
