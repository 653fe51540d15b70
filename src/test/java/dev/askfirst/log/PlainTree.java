package dev.askfirst.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** A tree as RFC 6962, section 2.1, defines it, word for word and with nothing of ours: slow, and right by reading it. */
record PlainTree(List<byte[]> leaves) {

    /** Of entries "0", "1", "2" and so on. */
    static PlainTree of(int size) {
        var leaves = new ArrayList<byte[]>();
        for (var i = 0; i < size; i++) leaves.add(leaf(Integer.toString(i).getBytes(StandardCharsets.UTF_8)));
        return new PlainTree(leaves);
    }

    static byte[] leaf(byte[] entry) {
        return sha256(new byte[] {0}, entry);
    }

    byte[] root() {
        return hash(leaves);
    }

    byte[] root(int size) {
        return hash(leaves.subList(0, size));
    }

    List<byte[]> inclusion(int index, int size) {
        return path(index, leaves.subList(0, size));
    }

    List<byte[]> consistency(int earlier, int later) {
        return subproof(earlier, leaves.subList(0, later), true);
    }

    byte[] bytes() {
        return concat(leaves);
    }

    static byte[] concat(List<byte[]> hashes) {
        var bytes = new java.io.ByteArrayOutputStream();
        hashes.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private static byte[] hash(List<byte[]> d) {
        if (d.isEmpty()) return sha256();
        if (d.size() == 1) return d.getFirst();
        var k = split(d.size());
        return sha256(new byte[] {1}, hash(d.subList(0, k)), hash(d.subList(k, d.size())));
    }

    private static List<byte[]> path(int m, List<byte[]> d) {
        if (d.size() == 1) return List.of();
        var k = split(d.size());
        return m < k
                ? and(path(m, d.subList(0, k)), hash(d.subList(k, d.size())))
                : and(path(m - k, d.subList(k, d.size())), hash(d.subList(0, k)));
    }

    private static List<byte[]> subproof(int m, List<byte[]> d, boolean whole) {
        if (m == d.size()) return whole ? List.of() : List.of(hash(d));
        var k = split(d.size());
        return m <= k
                ? and(subproof(m, d.subList(0, k), whole), hash(d.subList(k, d.size())))
                : and(subproof(m - k, d.subList(k, d.size()), false), hash(d.subList(0, k)));
    }

    private static List<byte[]> and(List<byte[]> path, byte[] last) {
        var more = new ArrayList<>(path);
        more.add(last);
        return more;
    }

    private static int split(int n) {
        var k = 1;
        while (k * 2 < n) k *= 2;
        return k;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) digest.update(part);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
