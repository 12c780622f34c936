/* An SMTP server on loopback that takes everything and keeps nothing, as fast as one process can.

   sink [DELAY] [chunking]     DELAY: microseconds that each answer is held back

   Prints its port, and runs until it is killed. It looks for the end of a message in what it reads, as real
   servers do, and reads past the bytes of a chunk without looking at them. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 1 << 18, MOST = 1024, COMMAND = 0, CONTENT = 1 };

struct client {
    int state;
    long chunk;          /* bytes of a chunk still to come */
    long long due;       /* when the answers may leave, in microseconds */
    size_t held, said;
    char in[ROOM], out[8192];
};

static struct client *clients[MOST];
static long delay;
static int offers_chunking;

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static void say(struct client *c, const char *text) {
    size_t length = strlen(text);
    if (c->said + length > sizeof c->out) abort();
    if (!c->said) c->due = delay ? now() + delay : 0;
    memcpy(c->out + c->said, text, length);
    c->said += length;
}

static void obey(struct client *c, const char *line) {
    if (!strncasecmp(line, "EHLO", 4))
        say(c, offers_chunking ? "250-sink\r\n250-CHUNKING\r\n250-8BITMIME\r\n250 PIPELINING\r\n"
                               : "250-sink\r\n250-8BITMIME\r\n250 PIPELINING\r\n");
    else if (!strncasecmp(line, "DATA", 4)) {
        say(c, "354 Go on\r\n");
        c->state = CONTENT;
    } else if (!strncasecmp(line, "BDAT", 4)) {
        c->chunk = atol(line + 5);
        if (!c->chunk) say(c, "250 2.0.0 Kept\r\n");
    } else if (!strncasecmp(line, "QUIT", 4))
        say(c, "221 2.0.0 Bye\r\n");
    else
        say(c, "250 2.0.0 Ok\r\n");
}

/* How much of `at`, of which there are `left` bytes, is done with; 0 where more has to come. */
static size_t step(struct client *c, char *at, size_t left) {
    if (c->chunk) {
        size_t taken = left < (size_t)c->chunk ? left : (size_t)c->chunk;
        c->chunk -= taken;
        if (!c->chunk) say(c, "250 2.0.0 Kept\r\n");
        return taken;
    }
    if (c->state == COMMAND) {
        char *end = memchr(at, '\n', left);
        if (!end) return 0;
        obey(c, at);
        return end + 1 - at;
    }
    char *end = memmem(at, left, "\r\n.\r\n", 5);
    if (!end) return left > 4 ? left - 4 : 0;
    c->state = COMMAND;
    say(c, "250 2.0.0 Kept\r\n");
    return end + 5 - at;
}

static int hear(int fd, struct client *c) {
    ssize_t got = recv(fd, c->in + c->held, ROOM - c->held, 0);
    if (got <= 0) return 0;
    c->held += got;
    size_t at = 0, done;
    while (at < c->held && (done = step(c, c->in + at, c->held - at))) at += done;
    c->held -= at;
    memmove(c->in, c->in + at, c->held);
    return 1;
}

static void answer(int fd, struct client *c) {
    if (!c->said || now() < c->due) return;
    send(fd, c->out, c->said, MSG_NOSIGNAL);
    c->said = 0;
}

int main(int count, char **words) {
    delay = count > 1 ? atol(words[1]) : 0;
    offers_chunking = count > 2;
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof where;
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1, events = epoll_create1(0);
    if (bind(listener, (void *)&where, size) || listen(listener, 128)) return 1;
    getsockname(listener, (void *)&where, &size);
    printf("%d\n", ntohs(where.sin_port));
    fflush(stdout);
    struct epoll_event wish = {.events = EPOLLIN, .data.fd = listener}, heard[64];
    epoll_ctl(events, EPOLL_CTL_ADD, listener, &wish);
    for (;;) {
        long long wait = -1, t = delay ? now() : 0;
        for (int fd = 0; delay && fd < MOST; fd++)
            if (clients[fd] && clients[fd]->said) {
                long long left = clients[fd]->due > t ? clients[fd]->due - t : 0;
                if (wait < 0 || left < wait) wait = left;
            }
        struct timespec limit = {wait / 1000000, wait % 1000000 * 1000};
        int n = epoll_pwait2(events, heard, 64, wait < 0 ? NULL : &limit, NULL);
        for (int i = 0; i < n; i++) {
            int fd = heard[i].data.fd;
            if (fd == listener) {
                if ((fd = accept(listener, NULL, NULL)) < 0 || fd >= MOST) continue;
                setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                clients[fd] = calloc(1, sizeof **clients);
                say(clients[fd], "220 sink ESMTP\r\n");
                wish = (struct epoll_event){.events = EPOLLIN, .data.fd = fd};
                epoll_ctl(events, EPOLL_CTL_ADD, fd, &wish);
                if (!delay) answer(fd, clients[fd]);
            } else if (!hear(fd, clients[fd])) {
                close(fd);
                free(clients[fd]);
                clients[fd] = NULL;
            } else if (!delay)
                answer(fd, clients[fd]);
        }
        for (int fd = 0; delay && fd < MOST; fd++)
            if (clients[fd]) answer(fd, clients[fd]);
    }
}
