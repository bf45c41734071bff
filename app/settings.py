"""Every setting in one place, from `COPROGRAMMA_*` variables, with defaults that run."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsError(Exception):
    """Which variable is wrong and why, one sentence a line."""


def _http(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise ValueError("it must be an address such as https://coprogramma.example.it")
    return value.rstrip("/")


class Settings(BaseSettings):
    """`secret_key` signs links; the default is only accepted in the demonstration.

    `trust_anchors` is a file or folder of certificates, or a trusted list (XML). The `oidc_…`
    describe the gateway to SPID and CIE; `oidc_private_key` is a file (PEM). `data_cache_mb` bounds
    the made files of open data, which stand on disk where temporary files do (`TMPDIR`).
    """

    model_config = SettingsConfigDict(env_prefix="COPROGRAMMA_", extra="ignore")

    database_url: str = "sqlite:///var/coprogramma.sqlite3"
    blob_url: str = "var/blobs"
    base_url: Annotated[str, AfterValidator(_http)] = "http://127.0.0.1:8000"
    smtp_url: str = ""
    mail_from: str = "coprogramma@localhost.localdomain"
    pec_smtp_url: str = ""
    pec_from: str = ""
    secret_key: str = ""
    trust_anchors: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_private_key: str = ""
    oidc_scope: str = "openid profile email"
    oidc_acr: str = ""
    oidc_label: str = "SPID o CIE"
    demo: bool = False
    pool_size: int = Field(default=10, ge=4, le=100)
    page_cache_mb: int = Field(default=64, ge=1, le=4096)
    data_cache_mb: int = Field(default=512, ge=1, le=100_000)
    runts_old_days: int = Field(default=60, ge=1, le=3650)
    max_upload_mb: int = Field(default=25, ge=1, le=200)
    heartbeat_seconds: int = Field(default=60, ge=1, le=600)
    log_format: str = Field(default="console", pattern="^(console|json)$")


_PREFIX = "Value error, "
DEMO_KEY = "only-for-the-demonstration-not-a-secret"


def load_settings() -> Settings:
    """The settings of this process. Raises SettingsError with a sentence for each wrong one."""
    try:
        settings = Settings()
    except ValidationError as error:
        lines = [
            f"COPROGRAMMA_{item['loc'][0]}".upper() + f": {item['msg']}".replace(_PREFIX, "")
            for item in error.errors(include_url=False)
        ]
        raise SettingsError("\n".join(lines)) from error
    if settings.pec_smtp_url and "@" not in settings.pec_from:
        raise SettingsError(
            "COPROGRAMMA_PEC_FROM: the address of the certified account, the same PEC that the "
            "authority has in its settings"
        )
    if settings.demo and not settings.secret_key:
        return settings.model_copy(update={"secret_key": DEMO_KEY})
    if len(settings.secret_key) < 32:
        raise SettingsError(
            "COPROGRAMMA_SECRET_KEY: it must have at least 32 random characters "
            "(for instance from: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'); "
            "only the demonstration (COPROGRAMMA_DEMO=1) starts without"
        )
    return settings
