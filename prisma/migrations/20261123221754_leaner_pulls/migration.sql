-- DropForeignKey
ALTER TABLE "PulledItem" DROP CONSTRAINT "PulledItem_pullId_fkey";

-- DropIndex
DROP INDEX "LavaItem_realmId_connId_key";

-- DropIndex
DROP INDEX "PulledItem_pullId_kind_idx";

-- AlterTable
ALTER TABLE "LavaItem" DROP CONSTRAINT "LavaItem_pkey",
DROP COLUMN "id",
ADD CONSTRAINT "LavaItem_pkey" PRIMARY KEY ("realmId", "connId");

-- What a pull has read so far is read again by the next one.
DELETE FROM "PulledItem";

-- AlterTable
ALTER TABLE "PulledItem" DROP CONSTRAINT "PulledItem_pkey",
DROP COLUMN "key",
DROP COLUMN "kind",
ADD COLUMN     "connId" TEXT NOT NULL,
DROP COLUMN "id",
ADD COLUMN     "id" BIGSERIAL NOT NULL,
ADD CONSTRAINT "PulledItem_pkey" PRIMARY KEY ("id");

-- CreateTable
CREATE TABLE "PulledJob" (
    "pullId" UUID NOT NULL,
    "jobId" TEXT NOT NULL,
    "type" TEXT,
    "enabled" BOOLEAN NOT NULL,
    "description" TEXT,
    "owner" TEXT,
    "schedule" TEXT,
    "worker" TEXT,
    "dispatcher" TEXT,
    "connIds" TEXT[],

    CONSTRAINT "PulledJob_pkey" PRIMARY KEY ("pullId","jobId")
);

-- AddForeignKey
ALTER TABLE "PulledJob" ADD CONSTRAINT "PulledJob_pullId_fkey" FOREIGN KEY ("pullId") REFERENCES "Pull"("id") ON DELETE CASCADE ON UPDATE CASCADE;
