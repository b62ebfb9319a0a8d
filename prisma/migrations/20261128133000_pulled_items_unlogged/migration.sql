-- What a pull has read until it is whole: nothing of it is needed after a crash, when the pull counts as interrupted.
ALTER TABLE "PulledItem" SET UNLOGGED;
