FROM node:22-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# what runs here needs builds for this processor and Debian's glibc alone, no browser build, no compiler, no source map
RUN ONNXRUNTIME_NODE_INSTALL=skip npm ci --omit=dev --no-fund --no-audit \
    && find node_modules/onnxruntime-node/bin -mindepth 3 -maxdepth 3 -not -path "*/linux/$(node -p process.arch)" \
        -exec rm -rf {} + \
    && rm -rf node_modules/@xenova/transformers/dist node_modules/typescript node_modules/@typescript \
    && rm -rf node_modules/@libsql/*-musl* \
    && find node_modules/onnxruntime-web/dist -type f -not -name 'ort.node.*' -delete \
    && find node_modules -type f '(' -name '*.map' -o -name '*.d.ts' ')' -delete

FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app ./
COPY bin ./bin
COPY src/core ./src/core
COPY src/runtime/node ./src/runtime/node
COPY src/training ./src/training
COPY src/server ./src/server
COPY src/backlog ./src/backlog
COPY src/cli ./src/cli
COPY public/models ./public/models
COPY public/_locales/en ./public/_locales/en
# the user "node" of the image
USER 1000:1000
EXPOSE 5000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:5000/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/memeveil", "serve"]
