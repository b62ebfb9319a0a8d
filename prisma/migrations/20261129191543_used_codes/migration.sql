-- AlterTable
ALTER TABLE "TwoFactor" ADD COLUMN     "usedCodes" TEXT[] DEFAULT ARRAY[]::TEXT[];
