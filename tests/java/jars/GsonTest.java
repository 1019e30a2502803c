// jars: gson.jar
// keep: java.util.List, java.util.Map, java.util.Set, java.util.Collection
// declared: java/lang/annotation/Documented java/lang/annotation/Target java/lang/reflect/AnnotatedType jdk/internal/ValueBased
import com.google.gson.*;
import com.google.gson.annotations.*;
import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Type;
import java.util.*;

/** gson: objects to JSON and back by reflection, with generic types and adapters. */
public class GsonTest {
    enum Cause { @SerializedName("by-carrier") CARRIER, WEATHER }

    static class Leg {
        String from, to;
        int minutes = 5;
        Leg() {}
        Leg(String from, String to, int minutes) { this.from = from; this.to = to; this.minutes = minutes; }
    }

    static class Flight<T> {
        @SerializedName(value = "number", alternate = "no") int number;
        transient int skipped = 9;
        @Expose Cause cause;
        List<Leg> legs = new ArrayList<>();
        Map<String, T> extra = new LinkedHashMap<>();
        double[][] grid = {{1, 2.5}, {-0.0}};
        T[] none;
        char letter = 'é';
        @Since(2.0) Boolean late;
    }

    static class CauseAdapter implements JsonSerializer<Leg>, JsonDeserializer<Leg> {
        public JsonElement serialize(Leg leg, Type type, JsonSerializationContext context) { return new JsonPrimitive(leg.from + ">" + leg.to + ">" + leg.minutes); }
        public Leg deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
            String[] words = json.getAsString().split(">");
            return new Leg(words[0], words[1], Integer.parseInt(words[2]));
        }
    }

    public static void main(String[] args) {
        Flight<Integer> flight = new Flight<>();
        flight.number = 42;
        flight.cause = Cause.CARRIER;
        flight.legs.add(new Leg("JFK", "LHR", 420));
        flight.legs.add(new Leg("LHR", "ABZ", 85));
        flight.extra.put("bags", 3);
        flight.extra.put("<dogs>", null);
        flight.late = true;
        Type type = new TypeToken<Flight<Integer>>() {}.getType();
        List<Gson> all = List.of(new Gson(), new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create(),
                new GsonBuilder().registerTypeAdapter(Leg.class, new CauseAdapter()).setVersion(1.5).setFieldNamingPolicy(FieldNamingPolicy.UPPER_CAMEL_CASE).create());
        for (Gson gson : all) {
            String json = gson.toJson(flight, type);
            System.out.println(json);
            Flight<Integer> back = gson.fromJson(json, type);
            System.out.println(back.number + " " + back.cause + " " + back.legs.get(1).to + " " + back.extra + " " + Arrays.deepToString(back.grid) + back.letter + back.late
                    + back.extra.get("bags").getClass());
            System.out.println(gson.toJson(back, type).equals(json));
        }
        Gson gson = all.get(0);
        Leg defaults = gson.fromJson("{\"from\":\"X\",\"unknown\":[1,{\"a\":null}]}", Leg.class);
        System.out.println(defaults.from + " " + defaults.to + " " + defaults.minutes);
        Map<String, Object> tree = gson.fromJson("{\"a\":[1,2.5,\"x\",{\"b\":true}],\"c\":null}", new TypeToken<Map<String, Object>>() {}.getType());
        System.out.println(tree + " " + tree.getClass().getSimpleName());
        JsonObject parsed = JsonParser.parseString("{\"z\":1,\"y\":[true,\"s\"],\"big\":12345678901234567890}").getAsJsonObject();
        parsed.add("new", gson.toJsonTree(List.of(1, 2)));
        System.out.println(parsed + " " + parsed.get("big").getAsBigInteger());
        for (String wrong : List.of("{\"minutes\":\"x\"}", "[1]", "{\"from\":", "{\"minutes\":1.5}"))
            try {
                System.out.println(gson.fromJson(wrong, Leg.class).minutes);
            } catch (JsonParseException error) {
                System.out.println(error.getClass().getSimpleName() + ": " + error.getMessage());
            }
    }
}
