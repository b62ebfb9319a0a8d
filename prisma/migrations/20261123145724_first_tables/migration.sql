-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Realm" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "account" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "roleArn" TEXT,
    "externalId" TEXT,
    "kmsAlias" TEXT NOT NULL,
    "passwordDuration" TEXT NOT NULL DEFAULT '15m',
    "protected" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Realm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Connection" (
    "id" UUID NOT NULL,
    "realmId" UUID NOT NULL,
    "connId" TEXT NOT NULL,
    "spec" JSON NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "type" TEXT NOT NULL,
    "dialect" TEXT,
    "loginMethod" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "tls" TEXT NOT NULL,
    "host" TEXT,
    "port" INTEGER,
    "database" TEXT,
    "user" TEXT,
    "owner" TEXT,
    "description" TEXT,
    "parameterName" TEXT,
    "secretId" TEXT,
    "clusterId" TEXT,
    "durationSeconds" INTEGER,
    "findingCodes" TEXT[],
    "highFindings" INTEGER NOT NULL DEFAULT 0,
    "mediumFindings" INTEGER NOT NULL DEFAULT 0,
    "lowFindings" INTEGER NOT NULL DEFAULT 0,
    "searchText" TEXT NOT NULL,
    "lastRunId" UUID,
    "lastOutcome" TEXT,
    "lastTestedAt" TIMESTAMPTZ(3),
    "credentialExpiresAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdBy" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedBy" TEXT NOT NULL,

    CONSTRAINT "Connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TestRun" (
    "id" UUID NOT NULL,
    "realmId" UUID NOT NULL,
    "connectionId" UUID,
    "connId" TEXT NOT NULL,
    "specVersion" INTEGER,
    "outcome" TEXT NOT NULL,
    "ok" BOOLEAN NOT NULL,
    "verdict" TEXT NOT NULL,
    "failedStage" TEXT,
    "failedCode" TEXT,
    "stages" JSON NOT NULL,
    "findings" JSON NOT NULL,
    "trace" JSON,
    "resolved" JSON,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "durationMs" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,

    CONSTRAINT "TestRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MintedCredential" (
    "id" UUID NOT NULL,
    "realmId" UUID NOT NULL,
    "connectionId" UUID,
    "connId" TEXT NOT NULL,
    "runId" UUID,
    "method" TEXT NOT NULL,
    "cluster" TEXT NOT NULL,
    "database" TEXT NOT NULL,
    "requestedUser" TEXT,
    "returnedUser" TEXT NOT NULL,
    "durationSeconds" INTEGER NOT NULL,
    "mintedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "forgottenAt" TIMESTAMPTZ(3),
    "actor" TEXT NOT NULL,

    CONSTRAINT "MintedCredential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reference" (
    "id" UUID NOT NULL,
    "realmId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "missingPermission" TEXT,
    "parameterType" TEXT,
    "keyId" TEXT,
    "parameterVersion" INTEGER,
    "lastChangedAt" TIMESTAMPTZ(3),
    "rotationEnabled" BOOLEAN,
    "lastRotatedAt" TIMESTAMPTZ(3),
    "nextRotationAt" TIMESTAMPTZ(3),

    CONSTRAINT "Reference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "realm" TEXT,
    "action" TEXT NOT NULL,
    "target" TEXT,
    "outcome" TEXT NOT NULL,
    "details" JSON NOT NULL,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SavedView" (
    "id" UUID NOT NULL,
    "realmId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Realm_name_key" ON "Realm"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Connection_lastRunId_key" ON "Connection"("lastRunId");

-- CreateIndex
CREATE INDEX "Connection_realmId_type_idx" ON "Connection"("realmId", "type");

-- CreateIndex
CREATE INDEX "Connection_realmId_loginMethod_idx" ON "Connection"("realmId", "loginMethod");

-- CreateIndex
CREATE INDEX "Connection_realmId_lastOutcome_idx" ON "Connection"("realmId", "lastOutcome");

-- CreateIndex
CREATE INDEX "Connection_realmId_owner_idx" ON "Connection"("realmId", "owner");

-- CreateIndex
CREATE INDEX "Connection_realmId_updatedAt_idx" ON "Connection"("realmId", "updatedAt");

-- CreateIndex
CREATE INDEX "Connection_realmId_host_idx" ON "Connection"("realmId", "host");

-- CreateIndex
CREATE INDEX "Connection_findingCodes_idx" ON "Connection" USING GIN ("findingCodes");

-- CreateIndex
CREATE UNIQUE INDEX "Connection_realmId_connId_key" ON "Connection"("realmId", "connId");

-- CreateIndex
CREATE INDEX "TestRun_connectionId_startedAt_idx" ON "TestRun"("connectionId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "TestRun_realmId_startedAt_idx" ON "TestRun"("realmId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "MintedCredential_realmId_expiresAt_idx" ON "MintedCredential"("realmId", "expiresAt");

-- CreateIndex
CREATE INDEX "MintedCredential_connectionId_mintedAt_idx" ON "MintedCredential"("connectionId", "mintedAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Reference_realmId_kind_name_key" ON "Reference"("realmId", "kind", "name");

-- CreateIndex
CREATE INDEX "AuditEvent_realm_at_idx" ON "AuditEvent"("realm", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_realmId_actor_name_key" ON "SavedView"("realmId", "actor", "name");

-- AddForeignKey
ALTER TABLE "Connection" ADD CONSTRAINT "Connection_lastRunId_fkey" FOREIGN KEY ("lastRunId") REFERENCES "TestRun"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Connection" ADD CONSTRAINT "Connection_realmId_fkey" FOREIGN KEY ("realmId") REFERENCES "Realm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestRun" ADD CONSTRAINT "TestRun_realmId_fkey" FOREIGN KEY ("realmId") REFERENCES "Realm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TestRun" ADD CONSTRAINT "TestRun_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MintedCredential" ADD CONSTRAINT "MintedCredential_realmId_fkey" FOREIGN KEY ("realmId") REFERENCES "Realm"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MintedCredential" ADD CONSTRAINT "MintedCredential_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MintedCredential" ADD CONSTRAINT "MintedCredential_runId_fkey" FOREIGN KEY ("runId") REFERENCES "TestRun"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reference" ADD CONSTRAINT "Reference_realmId_fkey" FOREIGN KEY ("realmId") REFERENCES "Realm"("id") ON DELETE CASCADE ON UPDATE CASCADE;
