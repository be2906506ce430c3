// Bit operations work on 32 bits with sign
print(0xFFFFFFFF|0,0x80000000|0,0x7FFFFFFF+1|0,~0,~5,1<<31,-1>>>0,-1>>>28,-8>>1,-8>>>1);
print(5&3,5|3,5^3,0xFFFFFFFF&0xFFFFFFFF,0xF0F0F0F0^0x0F0F0F0F,4294967296|0,4294967297&3,1e10|0);
print(2.9|0,-2.9|0,NaN|0,undefined|0,null|0,"12"|0,"x"|0,true|0,Infinity|0);
var x=1;x<<=4;x|=1;x^=0xFF;x>>=1;x>>>=1;x&=0x1F;print(x);
print(0x12345678>>8&255,(200<<24),(200<<24)>>>0);
