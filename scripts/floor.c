/*
 * The least that a server can do over the kernel's TCP: answers the logins and commands of a client of iSCSI from fixed
 * texts, without a disk, a queue or a check. A read of 48 bytes is answered with 48 bytes and the data, a write with 48
 * bytes. One thread, many connections; scripts/bench compiles it (gcc -O2) and measures it beside the real servers.
 *
 *   floor PORT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { HEADER = 48, IN = 1 << 20, SEGMENT = 1 << 18, PARTS = 512, WINDOW = 256, MAX_FD = 65536 };
enum { LOGIN = 0x03, TEXT = 0x04, COMMAND = 0x01, DATA_OUT = 0x05, NOP_OUT = 0x00, LOGOUT = 0x06 };
enum { BLOCKS = 512 * 1024, BLOCK = 512 };

struct connection {
    uint8_t header[HEADER];
    uint32_t kept, skip; /* bytes of an unfinished header; bytes of a payload that are still to come */
    uint32_t stat_sn, cmd_sn;
};

static struct connection connections[MAX_FD];
static uint8_t in[IN], zeros[SEGMENT], headers[PARTS][HEADER], small[PARTS][64];
static struct iovec parts[PARTS];
static int part_count, header_count;

static void put32(uint8_t *at, uint32_t value) { value = htonl(value); memcpy(at, &value, 4); }
static uint32_t get32(const uint8_t *at) { uint32_t value; memcpy(&value, at, 4); return ntohl(value); }

static void flush(int fd)
{
    struct iovec *first = parts;
    int left = part_count;
    while (left > 0) {
        struct msghdr message = { .msg_iov = first, .msg_iovlen = left };
        ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);
        if (sent < 0) {
            struct pollfd writable = { .fd = fd, .events = POLLOUT };
            poll(&writable, 1, 1000);
            if (writable.revents & (POLLERR | POLLHUP)) break;
            continue;
        }
        while (left > 0 && (size_t)sent >= first->iov_len) { sent -= first->iov_len; first++; left--; }
        if (left > 0) { first->iov_base = (char *)first->iov_base + sent; first->iov_len -= sent; }
    }
    part_count = header_count = 0;
}

static uint8_t *answer(int fd, struct connection *c, int opcode, const uint8_t *to, const void *data, uint32_t length)
{
    if (part_count + 2 > PARTS) flush(fd);
    uint8_t *h = headers[header_count++];
    memset(h, 0, HEADER);
    h[0] = opcode;
    h[1] = 0x80;
    h[5] = length >> 16; h[6] = length >> 8; h[7] = length;
    memcpy(h + 16, to + 16, 4);
    put32(h + 20, 0xffffffff);
    put32(h + 24, c->stat_sn);
    put32(h + 28, c->cmd_sn);
    put32(h + 32, c->cmd_sn + WINDOW);
    parts[part_count++] = (struct iovec) { h, HEADER };
    if (length) parts[part_count++] = (struct iovec) { (void *)data, (length + 3) & ~3u };
    return h;
}

static void answer_login(int fd, struct connection *c, const uint8_t *h)
{
    static const char keys[] = "HeaderDigest=None\0DataDigest=None\0MaxConnections=1\0InitialR2T=No\0ImmediateData=Yes\0"
        "MaxRecvDataSegmentLength=262144\0MaxBurstLength=1048576\0FirstBurstLength=1048576\0MaxOutstandingR2T=1\0"
        "DataPDUInOrder=Yes\0DataSequenceInOrder=Yes\0DefaultTime2Wait=2\0DefaultTime2Retain=0\0ErrorRecoveryLevel=0\0"
        "TargetPortalGroupTag=1";
    static const char first[] = "AuthMethod=None\0TargetPortalGroupTag=1";
    static char padded[sizeof keys + 4];
    int security = (h[1] & 0x0c) == 0;
    memset(padded, 0, sizeof padded);
    memcpy(padded, security ? first : keys, security ? sizeof first : sizeof keys);
    c->cmd_sn = get32(h + 24);
    uint8_t *a = answer(fd, c, 0x23, h, padded, security ? sizeof first : sizeof keys);
    a[1] = h[1];
    memcpy(a + 8, h + 8, 8);
    if ((h[1] & 0x83) == 0x83) a[15] = 1;
    put32(a + 20, 0);
    c->stat_sn++;
    flush(fd);
}

static void answer_read(int fd, struct connection *c, const uint8_t *h, uint32_t length)
{
    uint32_t sn = 0;
    for (uint32_t at = 0; at < length; sn++) {
        uint32_t piece = length - at < SEGMENT ? length - at : SEGMENT;
        uint8_t *a = answer(fd, c, 0x25, h, zeros, piece);
        a[1] = at + piece == length ? 0x81 : 0;
        put32(a + 36, sn);
        put32(a + 40, at);
        at += piece;
    }
    c->stat_sn++;
}

static void answer_small(int fd, struct connection *c, const uint8_t *h, uint32_t length, uint32_t expected)
{
    uint8_t *a = answer(fd, c, 0x25, h, small[header_count], length);
    a[1] = 0x81 | (expected > length ? 0x02 : 0);
    put32(a + 44, expected > length ? expected - length : 0);
    c->stat_sn++;
}

static void answer_command(int fd, struct connection *c, const uint8_t *h)
{
    const uint8_t *cdb = h + 32;
    uint32_t expected = get32(h + 20);
    if (part_count + 4 > PARTS) flush(fd);
    uint8_t *data = small[header_count];
    c->cmd_sn = get32(h + 24) + 1;
    memset(data, 0, 64);
    switch (cdb[0]) {
    case 0x28: case 0x88: case 0xa8:
        answer_read(fd, c, h, expected);
        return;
    case 0x9e: /* READ CAPACITY(16) */
        put32(data + 4, BLOCKS - 1);
        put32(data + 8, BLOCK);
        answer_small(fd, c, h, 32, expected);
        return;
    case 0x25:
        put32(data, BLOCKS - 1);
        put32(data + 4, BLOCK);
        answer_small(fd, c, h, 8, expected);
        return;
    case 0x12:
        data[2] = 5;
        data[4] = 31;
        memset(data + 8, ' ', 28);
        answer_small(fd, c, h, expected < 36 ? expected : 36, expected);
        return;
    case 0x1a: case 0x5a:
        data[0] = 3;
        answer_small(fd, c, h, expected < 4 ? expected : 4, expected);
        return;
    case 0xa0:
        data[3] = 8;
        answer_small(fd, c, h, 16, expected);
        return;
    default: /* a write whose data is all here, TEST UNIT READY and the like */
        if (h[1] & 0x80) { answer(fd, c, 0x21, h, NULL, 0); c->stat_sn++; }
    }
}

static void take(int fd, struct connection *c, const uint8_t *h)
{
    switch (h[0] & 0x3f) {
    case LOGIN: answer_login(fd, c, h); break;
    case COMMAND: answer_command(fd, c, h); break;
    case DATA_OUT:
        if (h[1] & 0x80) { answer(fd, c, 0x21, h, NULL, 0); c->stat_sn++; }
        break;
    case NOP_OUT: answer(fd, c, 0x20, h, NULL, 0); c->stat_sn++; break;
    case LOGOUT: answer(fd, c, 0x26, h, NULL, 0); c->stat_sn++; break;
    default: break;
    }
}

/* Receives once; 0 at the end of the connection. */
static int serve(int fd)
{
    struct connection *c = &connections[fd];
    ssize_t got = recv(fd, in, IN, MSG_DONTWAIT);
    if (got < 0) return 1;
    if (got == 0) return 0;
    uint8_t *at = in, *end = in + got;
    while (at < end) {
        if (c->skip) {
            uint32_t skipped = end - at < c->skip ? end - at : c->skip;
            at += skipped;
            c->skip -= skipped;
        } else {
            uint32_t part = HEADER - c->kept < end - at ? HEADER - c->kept : end - at;
            memcpy(c->header + c->kept, at, part);
            at += part;
            c->kept += part;
            if (c->kept < HEADER) break;
            c->kept = 0;
            c->skip = ((c->header[5] << 16 | c->header[6] << 8 | c->header[7]) + 3) & ~3u;
        }
        if (!c->skip) take(fd, c, c->header);
    }
    if (part_count) flush(fd);
    return 1;
}

int main(int count, char **arguments)
{
    int on = 1, server = socket(AF_INET, SOCK_STREAM, 0), poller = epoll_create1(0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    if (count != 2) { fprintf(stderr, "usage: floor PORT\n"); return 2; }
    address.sin_port = htons(atoi(arguments[1]));
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(server, (struct sockaddr *)&address, sizeof address) || listen(server, 4096)) { perror("floor"); return 1; }
    struct epoll_event event = { .events = EPOLLIN, .data.fd = server }, ready[256];
    epoll_ctl(poller, EPOLL_CTL_ADD, server, &event);
    for (;;) {
        int many = epoll_wait(poller, ready, 256, -1);
        for (int i = 0; i < many; i++) {
            int fd = ready[i].data.fd;
            if (fd != server) {
                if (!serve(fd)) close(fd);
                continue;
            }
            fd = accept4(server, NULL, NULL, SOCK_NONBLOCK);
            if (fd < 0) continue;
            if (fd >= MAX_FD) { close(fd); continue; }
            memset(&connections[fd], 0, sizeof connections[fd]);
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            event = (struct epoll_event) { .events = EPOLLIN, .data.fd = fd };
            epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
        }
    }
}
