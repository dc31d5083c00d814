from onmaru.notices.models.notice import Notice as Notice
from onmaru.notices.models.subscription import PushKeys as PushKeys
from onmaru.notices.models.subscription import Subscription as Subscription
from onmaru.notices.models.wishes import Wishes as Wishes
