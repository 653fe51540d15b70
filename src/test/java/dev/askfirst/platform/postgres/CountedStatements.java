package dev.askfirst.platform.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** The real database, behind connections that count the statements made on them. */
public final class CountedStatements {

    private static final Set<String> MAKE = Set.of("prepareStatement", "createStatement", "prepareCall");

    private final DataSource real;
    private final AtomicInteger made = new AtomicInteger();

    public CountedStatements(DataSource real) {
        this.real = real;
    }

    /** How many there were since the last time this was asked. */
    public int made() {
        return made.getAndSet(0);
    }

    public DataSource dataSource() {
        return proxy(DataSource.class, real);
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    if (MAKE.contains(method.getName())) made.incrementAndGet();
                    try {
                        var result = method.invoke(target, arguments);
                        return method.getName().equals("getConnection") && result instanceof Connection connection
                                ? proxy(Connection.class, connection)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
