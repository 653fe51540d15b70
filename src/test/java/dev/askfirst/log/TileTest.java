package dev.askfirst.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, 256, true",
        "0, 0, 256, 255, false",
        "0, 1, 3, 259, true",
        "0, 1, 4, 259, false",
        "1, 0, 2, 512, true",
        "1, 0, 2, 511, false",
        "6, 999999999999999, 256, 9223372036854775807, false"
    })
    void itIsWithinATreeThatHasAllItsNodes(int level, long index, int width, long size, boolean within) {
        assertEquals(within, new Tile(level, index, width).isWithin(size));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, 0/000",
        "0, 273, 112, 0/273.p/112",
        "1, 1, 17, 1/001.p/17",
        "0, 1234067, 256, 0/x001/x234/067",
        "2, 1000, 1, 2/x001/000.p/1"
    })
    void aTileHasOnePath(int level, long index, int width, String path) {
        var tile = new Tile(level, index, width);
        assertEquals(path, tile.path());
        assertEquals(tile, Tile.parse(path.substring(0, 1), path.substring(2)).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7/000",
                "00/000",
                "-1/000",
                "x/000",
                "0/0",
                "0/00",
                "0/0000",
                "0/1000",
                "0/x000/001",
                "0/001/x002",
                "0/000.p/0",
                "0/000.p/256",
                "0/000.p/257",
                "0/000.p/01",
                "0/000.p/",
                "0/000.p",
                "0/../000",
                "0/000/",
                "0/x001/2",
                "0/\u0661\u0661\u0661",
                "0/x999/x999/x999/x999/x999/x999/x999/999",
                "entries/000"
            })
    void whatIsNoTileIsNone(String path) {
        var parts = path.split("/", 2);
        assertTrue(Tile.parse(parts[0], parts[1]).isEmpty());
    }
}
