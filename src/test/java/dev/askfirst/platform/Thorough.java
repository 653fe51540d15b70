package dev.askfirst.platform;

/** How much of what takes long is tested: all of it by {@code .ci/run}, a part by {@code ./askfirst test}. */
public final class Thorough {

    private static final boolean THOROUGH = Boolean.parseBoolean(System.getenv("ASKFIRST_THOROUGH"));

    private Thorough() {}

    /** The first with {@code ASKFIRST_THOROUGH=true}, the second otherwise. */
    public static <T> T or(T thorough, T quick) {
        return THOROUGH ? thorough : quick;
    }
}
