-- AlterTable
ALTER TABLE "TestRun" ADD COLUMN     "specHash" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "groupsToldAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "TestRun_realmId_specHash_idx" ON "TestRun"("realmId", "specHash");

-- Roles that groups gave before this was kept count as told now.
UPDATE "User" u SET "groupsToldAt" = now()
WHERE EXISTS (SELECT 1 FROM "RoleGrant" g WHERE g."userId" = u."id" AND g."source" = 'group');
