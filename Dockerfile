# The program as 'mvn package' leaves it, on a base that has glibc and no shell:
#   docker build -t fixedip .

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
# With .git, which tells the commit.
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -DskipTests package

FROM gcr.io/distroless/base-nossl-debian12:nonroot
LABEL org.opencontainers.image.title="FixedIp" \
      org.opencontainers.image.description="A Kubernetes operator that gives EC2 instances the private IP addresses that people chose" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /src/target/fixedip /opt/fixedip
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/opt/fixedip/bin/fixedip"]
CMD ["run"]
