package dev.askfirst.catalog;

/** How well a grant is proven, from least to most: comparing two tells which one is better. */
public enum EvidenceGrade {
    NONE,
    PARTIAL,
    FULL
}
