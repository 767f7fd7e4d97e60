# Podlab for machines without Linux of their own:
#   docker build -t podlab .
#   docker run --privileged --rm -p 8080:8080 -v podlab:/var/lib/podlab podlab
# --privileged, because nodes are network namespaces and containers inside this one.

FROM debian:trixie-slim AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends openjdk-21-jdk-headless maven nodejs npm \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /podlab
# Libraries change less often than sources: this layer is kept until the POM changes.
COPY pom.xml ./
RUN mvn -q -B dependency:go-offline -Dmaven.test.skip=true || true
COPY . .
RUN mvn -q -B -DskipTests package \
 && java -Djarmode=tools -jar target/podlab.jar extract --destination target/app

FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      openjdk-21-jre-headless containerd runc containernetworking-plugins busybox-static iproute2 iptables util-linux tini \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /podlab/target/app /opt/podlab
# containerd keeps images and what containers write here; an overlay cannot lie on the overlay of this container.
VOLUME /var/lib/podlab
ENV PODLAB_HOME=/var/lib/podlab
EXPOSE 8080
COPY src/main/docker/entrypoint.sh /usr/local/bin/podlab
# tini buries what containers leave without a parent.
ENTRYPOINT ["tini", "--", "podlab"]
