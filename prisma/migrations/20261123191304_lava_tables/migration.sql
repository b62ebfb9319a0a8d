-- AlterTable
ALTER TABLE "Realm" ADD COLUMN     "connectionsTable" TEXT,
ADD COLUMN     "jobsTable" TEXT,
ADD COLUMN     "pullEveryMinutes" INTEGER,
ADD COLUMN     "readOnly" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "workerRoleArns" TEXT[];

-- AlterTable
ALTER TABLE "Connection" ADD COLUMN     "derivation" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "specHash" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "LavaItem" (
    "id" UUID NOT NULL,
    "realmId" UUID NOT NULL,
    "connId" TEXT NOT NULL,
    "seen" JSON,
    "seenHash" TEXT,
    "now" JSON,
    "nowHash" TEXT,
    "problem" TEXT,
    "lookedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LavaItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LavaJob" (
    "id" UUID NOT NULL,
    "realmId" UUID NOT NULL,
    "jobId" TEXT NOT NULL,
    "type" TEXT,
    "enabled" BOOLEAN NOT NULL,
    "description" TEXT,
    "owner" TEXT,
    "schedule" TEXT,
    "worker" TEXT,
    "dispatcher" TEXT,
    "connIds" TEXT[],

    CONSTRAINT "LavaJob_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Pull" (
    "id" UUID NOT NULL,
    "realmId" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "connections" INTEGER NOT NULL DEFAULT 0,
    "jobs" INTEGER,
    "expected" INTEGER,
    "error" JSON,
    "actor" TEXT NOT NULL,

    CONSTRAINT "Pull_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PulledItem" (
    "id" UUID NOT NULL,
    "pullId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "item" JSON NOT NULL,
    "hash" TEXT NOT NULL,
    "problem" TEXT,

    CONSTRAINT "PulledItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Publication" (
    "id" UUID NOT NULL,
    "realmId" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "beatAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "actor" TEXT NOT NULL,

    CONSTRAINT "Publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PublicationItem" (
    "id" UUID NOT NULL,
    "publicationId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "connId" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER,
    "nowHash" TEXT,
    "code" TEXT,
    "message" TEXT,
    "hint" TEXT,

    CONSTRAINT "PublicationItem_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "LavaItem_realmId_connId_key" ON "LavaItem"("realmId", "connId");

-- CreateIndex
CREATE INDEX "LavaJob_connIds_idx" ON "LavaJob" USING GIN ("connIds");

-- CreateIndex
CREATE UNIQUE INDEX "LavaJob_realmId_jobId_key" ON "LavaJob"("realmId", "jobId");

-- CreateIndex
CREATE INDEX "Pull_realmId_startedAt_idx" ON "Pull"("realmId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "PulledItem_pullId_kind_idx" ON "PulledItem"("pullId", "kind");

-- CreateIndex
CREATE INDEX "Publication_realmId_startedAt_idx" ON "Publication"("realmId", "startedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "PublicationItem_publicationId_connId_key" ON "PublicationItem"("publicationId", "connId");

-- AddForeignKey
ALTER TABLE "LavaItem" ADD CONSTRAINT "LavaItem_realmId_fkey" FOREIGN KEY ("realmId") REFERENCES "Realm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LavaJob" ADD CONSTRAINT "LavaJob_realmId_fkey" FOREIGN KEY ("realmId") REFERENCES "Realm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Pull" ADD CONSTRAINT "Pull_realmId_fkey" FOREIGN KEY ("realmId") REFERENCES "Realm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PulledItem" ADD CONSTRAINT "PulledItem_pullId_fkey" FOREIGN KEY ("pullId") REFERENCES "Pull"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Publication" ADD CONSTRAINT "Publication_realmId_fkey" FOREIGN KEY ("realmId") REFERENCES "Realm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PublicationItem" ADD CONSTRAINT "PublicationItem_publicationId_fkey" FOREIGN KEY ("publicationId") REFERENCES "Publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;
