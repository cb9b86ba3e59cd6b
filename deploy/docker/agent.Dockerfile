# The agent of Hostwire: one file on a base without a shell. Built from deploy/dist after `node deploy/agent/build.mjs`:
#   docker build -f deploy/docker/agent.Dockerfile -t hostwire/agent deploy/dist
FROM gcr.io/distroless/base-debian12:nonroot
ARG TARGETARCH
COPY --chmod=0755 hostwire-agent-linux-${TARGETARCH/amd64/x64} /usr/bin/hostwire-agent
VOLUME /var/lib/hostwire-agent
USER nonroot
# Run it with the host's own /proc and /sys, read-only, and its PID namespace: see compose.yaml.
ENTRYPOINT ["/usr/bin/hostwire-agent"]
CMD ["run", "--state", "/var/lib/hostwire-agent", "--proc-root", "/host/proc", "--sys-root", "/host/sys"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["/usr/bin/hostwire-agent", "status", "--state", "/var/lib/hostwire-agent"]
