package dev.fixedip.ec2;

import dev.fixedip.model.Seen;

/** What a read said of one thing, and when that read began. */
record Read<T>(Seen<T> state, Moment began) {}
