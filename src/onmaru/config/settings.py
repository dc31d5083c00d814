"""Django's settings. What a deployment may change is read in `environment.py` and explained in docs/operating/settings.md."""

from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from onmaru.config import environment as env

PACKAGE = Path(__file__).resolve().parents[1]
DATA = env.data_folder()

DEBUG = env.flag("ONMARU_DEBUG")
SECRET_KEYS = env.secret_keys()
SECRET_KEY, *SECRET_KEY_FALLBACKS = SECRET_KEYS
SETUP_TOKEN = env.setup_token()

# The address people type. Links in mails are built from it; it also decides whether cookies demand HTTPS.
PUBLIC_URL = env.text("ONMARU_URL", "http://localhost:8000").rstrip("/")
# Whether customers can be sent there: nobody else reaches the address that is assumed without one.
HAS_PUBLIC_URL = bool(env.text("ONMARU_URL"))
HTTPS = PUBLIC_URL.startswith("https://")
PUBLIC_HOST = PUBLIC_URL.split("://", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
ALLOWED_HOSTS = [PUBLIC_HOST, "localhost", "127.0.0.1", "[::1]", *env.words("ONMARU_HOSTS")]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    # Before allauth: our templates take the place of its.
    "onmaru.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "anymail",
    "onmaru.search",
    "onmaru.events",
    "onmaru.people",
    "onmaru.customers",
    "onmaru.inbox",
    "onmaru.segments",
    "onmaru.stated",
    "onmaru.sla",
    "onmaru.closing",
    "onmaru.routing",
    "onmaru.radar",
    "onmaru.tasks",
    "onmaru.teamwork",
    "onmaru.workflows",
    "onmaru.channels",
    "onmaru.channels.email",
    "onmaru.channels.sandbox",
    "onmaru.channels.webchat",
    "onmaru.channels.contact_form",
    "onmaru.automation",
    "onmaru.triage",
    "onmaru.notices",
    "onmaru.cases",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "onmaru.web.addresses.PlainAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "onmaru.people.desk.preferences.PreferencesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "onmaru.web.policy.ContentPolicyMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "onmaru.config.urls"
WSGI_APPLICATION = "onmaru.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "onmaru.web.context.page",
            ],
        },
    }
]


def database(url: str) -> dict[str, object]:
    """A libpq URL or keyword string as Django's settings; unknown options go to libpq unchanged."""
    options = dict(conninfo_to_dict(url))
    name, user, password = (options.pop(key, "") for key in ("dbname", "user", "password"))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name or "onmaru",
        "USER": user or "",
        "PASSWORD": password or "",
        "HOST": options.pop("host", "") or "",
        "PORT": str(options.pop("port", "") or ""),
        "OPTIONS": {**options, "application_name": "onmaru"},
        # A thread keeps its connection; a broken one is noticed before use, so a database restart costs no error page.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def database_url() -> str:
    """`DATABASE_URL`, else the embedded cluster, started when it does not run."""
    if url := env.text("DATABASE_URL"):
        return url
    from onmaru.kit import embedded

    return embedded.url(DATA / "postgres")


DATABASES = {"default": database(database_url())}
# With it, web processes hear changes by Redis or Valkey instead of each from the database.
REDIS_URL = env.text("REDIS_URL")
# The addresses of agents are unique without regard to case, by a constraint that this check does not understand.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

AUTH_USER_MODEL = "people.Agent"
AUTHENTICATION_BACKENDS = ["onmaru.people.backend.AgentBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_ADAPTER = "onmaru.people.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "onmaru.people.sign_in.SocialAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey over plain HTTP is only ever possible on localhost, where browsers allow it.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Onmaru"
# An admin gave the agent the address; a visit to the page of addresses would otherwise lock them out of a second step.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {"add_webauthn": "onmaru.people.security_keys.NewKey", "edit_webauthn": "onmaru.people.security_keys.KeyName"}
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "sso",
                "name": env.text("ONMARU_OIDC_NAME", "SSO"),
                "client_id": env.text("ONMARU_OIDC_CLIENT_ID"),
                "secret": env.text("ONMARU_OIDC_SECRET"),
                "settings": {"server_url": env.text("ONMARU_OIDC_URL")},
            }
        ]
        if env.text("ONMARU_OIDC_URL")
        else []
    }
}

# The content policy must let the sign-in form travel on to the company's own identity provider.
SIGN_IN_ORIGINS = ["/".join(env.text("ONMARU_OIDC_URL").split("/")[:3])] if env.text("ONMARU_OIDC_URL") else []

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Not the cached variety: each process has a cache of its own, and one would go on trusting a session that ended in another.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
# Then what the proxy says of the caller is believed: the scheme, and the address.
BEHIND_PROXY = env.flag("ONMARU_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = HTTPS and BEHIND_PROXY
X_FRAME_OPTIONS = "DENY"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}}

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["onmaru.config.formats"]
TIME_ZONE = env.text("ONMARU_TIME_ZONE", "Asia/Seoul")
USE_TZ = True

STATIC_URL = "/static/"
# Whitenoise serves straight from the apps' folders: one step less in every deployment than collectstatic.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 60
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/web/build/.+[.-][A-Za-z0-9_-]{8,}\..+$"

# Attachments and raw payloads: a folder, or an S3-compatible bucket.
STORAGE_FOLDER = DATA / "blobs"
S3_BUCKET = env.text("ONMARU_S3_BUCKET")
S3_ENDPOINT = env.text("ONMARU_S3_ENDPOINT")
S3_REGION = env.text("ONMARU_S3_REGION")
S3_ACCESS_KEY = env.text("ONMARU_S3_ACCESS_KEY")
S3_SECRET_KEY = env.text("ONMARU_S3_SECRET_KEY")

MAX_ATTACHMENT_BYTES = env.number("ONMARU_MAX_ATTACHMENT_MB", 25) * 1024 * 1024
MAX_MAIL_BYTES = env.number("ONMARU_MAX_MAIL_MB", 50) * 1024 * 1024
# The whole of a request: a mail handed in by a webhook, or a few attachments at once.
MAX_BODY_BYTES = 2 * MAX_MAIL_BYTES + 4 * MAX_ATTACHMENT_BYTES
# Larger uploads are spooled to disk by Django while they stream in.
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# A mail server of our own, as host:port, for deployments whose mail is delivered straight to them. STARTTLS where it has a certificate.
SMTP_LISTEN = env.text("ONMARU_SMTP_LISTEN")
LMTP_LISTEN = env.text("ONMARU_LMTP_LISTEN")
SMTP_CERTIFICATE = env.text("ONMARU_SMTP_CERTIFICATE")
SMTP_KEY = env.text("ONMARU_SMTP_KEY")

# How long the copy of an outgoing message whose answer was lost may take to turn up before the message is sent again.
COPY_GRACE_SECONDS = env.number("ONMARU_COPY_GRACE", 300)

# Fetches to private addresses are refused everywhere, except for the hosts an operator names (a mail server in the same rack).
PRIVATE_HOSTS_ALLOWED = env.words("ONMARU_PRIVATE_HOSTS")

# Mails of the product itself (password reset); conversations go out through their own channel.
EMAIL_BACKEND = "onmaru.channels.email.system_mail.SystemMailBackend"
SYSTEM_SMTP_URL = env.text("ONMARU_SMTP_URL")
DEFAULT_FROM_EMAIL = env.text("ONMARU_SYSTEM_FROM", f"Onmaru <onmaru@{PUBLIC_HOST}>")

LOGGING_CONFIG = "onmaru.kit.logs.configure"
LOGGING = {"level": env.text("ONMARU_LOG_LEVEL", "INFO")}
