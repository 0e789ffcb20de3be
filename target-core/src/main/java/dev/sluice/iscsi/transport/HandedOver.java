package dev.sluice.iscsi.transport;

import io.netty.channel.unix.Socket;

/**
 * A connection between two loops.
 *
 * @param socket open, with no operation under way
 * @param unread what has been received and is not passed on
 */
public record HandedOver(Socket socket, byte[] unread) {}
