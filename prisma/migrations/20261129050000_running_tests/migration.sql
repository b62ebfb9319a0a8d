-- CreateTable
CREATE TABLE "RunningTest" (
    "id" UUID NOT NULL,
    "realmId" UUID NOT NULL,
    "connId" TEXT NOT NULL,
    "draft" BOOLEAN NOT NULL,
    "beganAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "cancelled" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "RunningTest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "RunningTest_realmId_connId_key" ON "RunningTest"("realmId", "connId");

-- AddForeignKey
ALTER TABLE "RunningTest" ADD CONSTRAINT "RunningTest_realmId_fkey" FOREIGN KEY ("realmId") REFERENCES "Realm"("id") ON DELETE CASCADE ON UPDATE CASCADE;
