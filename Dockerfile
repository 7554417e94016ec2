# syntax=docker/dockerfile:1
# The web app, then the server that holds it, then a small image with the one binary.

FROM node:20-bookworm-slim AS web
WORKDIR /build/client/web
COPY client/web/package.json client/web/package-lock.json ./
RUN --mount=type=cache,target=/npm-cache npm ci --no-audit --no-fund --cache /npm-cache
COPY client/web ./
RUN npm run build

FROM rust:1.95-bookworm AS server
WORKDIR /build
COPY Cargo.toml Cargo.lock ./
COPY protocol protocol
COPY server server
COPY client/Cargo.toml client/Cargo.toml
COPY client/src client/src
COPY tests tests
COPY --from=web /build/client/web/dist client/web/dist
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo build --release --locked -p plenary-server && cp target/release/plenary /plenary

FROM debian:bookworm-slim
RUN apt-get update && apt-get install --yes --no-install-recommends curl ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin plenary \
    && install --directory --owner=plenary --group=plenary --mode=0700 /data
COPY --from=server /plenary /usr/local/bin/plenary
USER plenary
WORKDIR /data
VOLUME /data
EXPOSE 8080
ENV PLENARY_LISTEN=0.0.0.0:8080 PLENARY_DATA=/data/plenary.db
# Ready means that it can save; a node that cannot is taken out of the balancer and left running.
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
    CMD curl --fail --silent --show-error http://127.0.0.1:8080/readyz || exit 1
# SIGTERM lets people finish: sockets close one after another within ten seconds.
STOPSIGNAL SIGTERM
ENTRYPOINT ["plenary"]
CMD ["serve"]
