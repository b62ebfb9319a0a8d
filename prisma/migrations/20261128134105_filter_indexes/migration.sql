-- A token of RDS ends without hitting anybody, so that its end is not noted any more.
UPDATE "Connection" SET "credentialExpiresAt" = NULL WHERE "loginMethod" = 'rds-token';

-- What no index takes; the next start derives these columns anew.
UPDATE "Connection" SET "user" = LEFT("user", 500) WHERE LENGTH("user") > 500;
UPDATE "Connection" SET "parameterName" = NULL WHERE OCTET_LENGTH("parameterName") > 2048;
UPDATE "Connection" SET "secretId" = NULL WHERE OCTET_LENGTH("secretId") > 2048;

-- CreateIndex
CREATE INDEX "Connection_realmId_enabled_idx" ON "Connection"("realmId", "enabled");

-- CreateIndex
CREATE INDEX "Connection_realmId_tls_idx" ON "Connection"("realmId", "tls");

-- CreateIndex
CREATE INDEX "Connection_realmId_user_idx" ON "Connection"("realmId", "user");

-- CreateIndex
CREATE INDEX "Connection_realmId_parameterName_idx" ON "Connection"("realmId", "parameterName");

-- CreateIndex
CREATE INDEX "Connection_realmId_secretId_idx" ON "Connection"("realmId", "secretId");

-- CreateIndex
CREATE INDEX "Connection_realmId_durationSeconds_idx" ON "Connection"("realmId", "durationSeconds");

-- CreateIndex
CREATE INDEX "Connection_realmId_credentialExpiresAt_idx" ON "Connection"("realmId", "credentialExpiresAt");

-- CreateIndex
CREATE INDEX "Connection_realmId_lastTestedAt_idx" ON "Connection"("realmId", "lastTestedAt");

-- CreateIndex
CREATE INDEX "Connection_realmId_updatedBy_idx" ON "Connection"("realmId", "updatedBy");
