# The collector of Hostwire with ClickHouse inside. From the root of a clone:
#   docker build -f deploy/docker/collector.Dockerfile -t hostwire/collector .
FROM node:20-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN node scripts/bootstrap.mjs \
 && npx --yes pnpm@10.34.8 --filter @hostwire/cli deploy --prod --legacy /out

FROM node:20-bookworm-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/hostwire --create-home hostwire
COPY --from=build /out /usr/lib/hostwire
RUN ln -s /usr/lib/hostwire/bin/hostwire.js /usr/bin/hostwire
USER 10001
VOLUME /var/lib/hostwire
EXPOSE 4680 4681 8123
ENTRYPOINT ["/usr/bin/hostwire"]
CMD ["collector", "run", "--data", "/var/lib/hostwire", "--web-host", "0.0.0.0"]
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4680/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
