# Two stages: the wheel is built in the first, the second only runs it.
FROM debian:12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
RUN python3 -m venv /opt/coprogramma
COPY requirements.lock .
RUN /opt/coprogramma/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY templates templates
COPY static/dist static/dist
COPY migrations migrations
RUN /opt/coprogramma/bin/pip install --no-cache-dir --no-deps .

FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends python3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home /data coprogramma \
    && install --directory --owner coprogramma --group coprogramma /data
COPY --from=build /opt/coprogramma /opt/coprogramma
ENV PATH=/opt/coprogramma/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    COPROGRAMMA_DATABASE_URL=sqlite:////data/coprogramma.sqlite3 \
    COPROGRAMMA_BLOB_URL=/data/blobs \
    COPROGRAMMA_LOG_FORMAT=json
USER coprogramma
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD \
    ["python3", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["sh", "-c", "coprogramma migrate && exec coprogramma serve --host 0.0.0.0"]
