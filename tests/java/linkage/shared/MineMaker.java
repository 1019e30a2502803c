// With MineMakes: of another loader than their users in Loaders, and public for that.
public class MineMaker {
    public MineA made = new MineA();
    public static MineA make() { return new MineA(); }
    public MineA another(MineA a) { return a; }
}
